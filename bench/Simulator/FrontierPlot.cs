using FaceRec.Autoscaler;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace FaceRec.Bench.Simulator;

/// <summary>Cost against the 95th percentile, one SVG a trace: ours as the line that its latency target draws, the others as points.</summary>
public static class FrontierPlot
{
    const int Seed = 1;

    static readonly double[] Targets = [0.5, 1, 2, 5, 10, 20, 40];

    static readonly (MarkerType Type, OxyColor Color)[] Markers =
    [
        (MarkerType.Square, OxyColors.SteelBlue),
        (MarkerType.Diamond, OxyColors.Firebrick),
        (MarkerType.Triangle, OxyColors.DarkOrange),
        (MarkerType.Circle, OxyColors.Purple),
        (MarkerType.Square, OxyColors.Black),
        (MarkerType.Diamond, OxyColors.DeepPink),
        (MarkerType.Triangle, OxyColors.Gray),
    ];

    /// <summary>Writes the pictures into a folder, which is made where it is not there.</summary>
    public static void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var trace in TraceLibrary.All(Seed))
        {
            var path = Path.Combine(folder, $"{string.Concat(trace.Name.Where(char.IsLetterOrDigit))}.svg");
            using var file = File.Create(path);
            new SvgExporter { Width = 760, Height = 440 }.Export(Draw(trace, Conditions.Usual), file);
            Console.WriteLine(path);
        }
    }

    static PlotModel Draw(Trace trace, Conditions conditions)
    {
        // Room for the legend and the axis titles: without a font to measure, the exporter takes too little.
        var plot = new PlotModel { Title = trace.Name, Background = OxyColors.White, PlotMargins = new OxyThickness(90, 10, 50, 50) };
        plot.Axes.Add(Axis(AxisPosition.Bottom, "95th percentile, s", roomAtEnd: 0.4));
        plot.Axes.Add(Axis(AxisPosition.Left, "instance-seconds", roomAtEnd: 0.1));
        plot.Legends.Add(new Legend
        {
            LegendPosition = LegendPosition.RightTop,
            LegendLineSpacing = 6,
            LegendTitle = "FaceRec: target 0.5 to 40 s",
            LegendTitleFontSize = 10,
            LegendTitleFontWeight = FontWeights.Normal,
        });

        var ours = new LineSeries { Title = "FaceRec", MarkerType = MarkerType.Circle, StrokeThickness = 2, Color = OxyColors.ForestGreen };
        ours.Points.AddRange(Targets.AsParallel().AsOrdered().Select(target => Point(Simulation.Run(trace, WithTarget(target, conditions), conditions, Seed))));
        plot.Series.Add(ours);
        foreach (var (policy, marker) in Contest.Policies(trace, conditions).Skip(1).Zip(Markers))
        {
            var series = new LineSeries { Title = policy.Name, MarkerType = marker.Type, MarkerFill = marker.Color, MarkerSize = 6, LineStyle = LineStyle.None };
            series.Points.Add(Point(Simulation.Run(trace, policy, conditions, Seed)));
            plot.Series.Add(series);
        }

        return plot;
    }

    static LinearAxis Axis(AxisPosition position, string title, double roomAtEnd) =>
        new() { Position = position, Title = title, Minimum = 0, MaximumPadding = roomAtEnd, AxisTitleDistance = 25, MajorGridlineStyle = LineStyle.Dot };

    static DataPoint Point(Outcome outcome) => new(outcome.P95, outcome.InstanceSeconds);

    static FaceRecPolicy WithTarget(double seconds, Conditions conditions) =>
        new($"FaceRec {seconds}", new AutoscalerOptions { MaxInstances = conditions.MaxInstances, LatencyTarget = TimeSpan.FromSeconds(seconds) });
}
