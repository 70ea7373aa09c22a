namespace FaceRec.LocalCloud.Tests.Contract;

[Collection(OnAws.Name)]
public sealed class StsOnAws(AwsBackend backend) : StsContract(backend);
