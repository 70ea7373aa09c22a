using System.Text;

namespace FaceRec.LocalCloud.Ec2;

/// <summary>Makes machines out of processes.</summary>
internal sealed class InstanceHost(LocalAwsOptions options)
{
    public bool Has(string imageId) => options.Images.ContainsKey(imageId);

    /// <exception cref="System.ComponentModel.Win32Exception">The program of the image could not be started.</exception>
    public ChildProcess Start(Instance instance, MetadataServer metadata, Action<int> exited) => ChildProcess.Start(
        options.Images[instance.ImageId], Variables(instance, metadata), line => options.InstanceOutput?.Invoke(instance.Id, line), exited);

    static Dictionary<string, string> Variables(Instance instance, MetadataServer metadata)
    {
        var variables = new Dictionary<string, string>
        {
            ["INSTANCE_ID"] = instance.Id,
            ["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = metadata.Endpoint,
            ["AWS_EC2_METADATA_DISABLED"] = "false",
        };
        if (instance.UserData is { Length: > 0 } userData)
            variables["EC2_USER_DATA"] = Encoding.UTF8.GetString(Convert.FromBase64String(userData));
        return variables;
    }
}
