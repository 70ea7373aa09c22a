namespace FaceRec.LocalCloud.Tests.Contract;

[Collection(OnMoto.Name)]
public sealed class Ec2OnMoto(MotoBackend backend) : Ec2Contract(backend);
