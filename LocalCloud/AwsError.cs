namespace FaceRec.LocalCloud;

/// <summary>The answer AWS gives instead of a result. The endpoint of each service turns it into that service's error shape.</summary>
/// <param name="code">The code of the error, for SQS's JSON protocol the name of its shape.</param>
/// <param name="queryCode">The code that older protocols use for the same error, where it differs.</param>
internal sealed class AwsError(string code, string message, int status = 400, string? queryCode = null) : Exception(message)
{
    public string Code => code;

    public string QueryCode => queryCode ?? code;

    public int Status => status;

    /// <summary>Who is to blame, in the words of the protocols.</summary>
    public string Party => status < 500 ? "Sender" : "Receiver";
}
