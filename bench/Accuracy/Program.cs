using System.Diagnostics;
using FaceRec.Accuracy;
using FaceRec.Recognition;
using FaceRec.Recognition.Engine;

if (args.Length is 0 or > 2 || !Directory.Exists(args[0]))
{
    Console.Error.WriteLine("Accuracy <folder> [manifest]: a folder of folders, one for each person, with pictures in it. Where it holds LFW's pairs.txt, those pairs are compared.");
    return 1;
}

var pictures = PictureFolder.Read(args[0]);
using var engine = new FaceEngine(args.Length > 1 ? new EngineOptions { Manifest = Path.GetFullPath(args[1]) } : new EngineOptions());
var reader = new FaceReader(engine);
var watch = Stopwatch.StartNew();
var faces = reader.Read(pictures);

Console.WriteLine($"{engine.Manifest.Identity}: {pictures.Count:N0} pictures of {pictures.DistinctBy(picture => picture.Person).Count():N0} people, "
    + $"{pictures.Count / watch.Elapsed.TotalSeconds:F1} a second on {Environment.ProcessorCount} cores; no face in {reader.Missed.Count} {string.Join(", ", reader.Missed.Order())}");
Console.WriteLine();

var report = new Report(engine.Manifest.Matching, new RecognitionOptions().StrangersNamed, Console.Out);
var pairsFile = Path.Combine(args[0], LfwPairs.FileName);
if (File.Exists(pairsFile))
    report.WriteVerification("the pairs of LFW", LfwPairs.Read(pairsFile, faces));
else
    report.WriteVerification("pairs drawn by chance (seed 1), ten folds", FolderPairs.Draw(faces, seed: 1));
var all = AllPairs.Compare(faces);
report.WriteRates(all);
report.WriteCalibration(all);
report.WriteIdentification(faces);
report.WriteMargins(faces);
report.WriteStages(reader);
return 0;
