namespace FaceRec.LocalCloud.Sqs;

/// <summary>One redrive of a dead-letter queue, running or ended.</summary>
internal sealed class MoveTask(SqsQueue source, SqsQueue? destination, int? perSecond, DateTimeOffset started)
{
    private readonly CancellationTokenSource _cancelled = new();

    public string Handle { get; } = Convert.ToBase64String(
        System.Text.Encoding.ASCII.GetBytes($$"""{"taskId":"{{Guid.NewGuid()}}","sourceArn":"{{source.Arn}}"}"""));

    public SqsQueue Source => source;

    /// <summary>Null sends each message back to the queue it came from.</summary>
    public SqsQueue? Destination => destination;

    public int? PerSecond => perSecond;

    public DateTimeOffset Started => started;

    public string Status { get; set; } = "RUNNING";

    public string? FailureReason { get; set; }

    public long ToMove { get; } = source.Count().Visible;

    public long Moved { get; set; }

    public Task Running { get; set; } = Task.CompletedTask;

    public CancellationToken Cancelled => _cancelled.Token;

    public void Cancel()
    {
        Status = "CANCELLING";
        _cancelled.Cancel();
    }
}
