namespace FaceRec.LocalCloud.Http;

/// <summary>The services on the one port.</summary>
internal enum AwsService
{
    Sqs,
    S3,
    Ec2,
    Sts,
}
