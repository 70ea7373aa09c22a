namespace FaceRec.LocalCloud.Tests.Contract.Ec2;

[Collection(OnMoto.Name)]
public sealed class Ec2LaunchTemplateOnMoto(MotoBackend backend) : Ec2LaunchTemplateContract(backend);
