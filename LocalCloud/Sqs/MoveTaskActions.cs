using System.Text.Json.Nodes;

namespace FaceRec.LocalCloud.Sqs;

/// <summary>The actions that redrive dead-letter queues.</summary>
internal sealed class MoveTaskActions(MoveTasks tasks)
{
    public JsonObject? Start(SqsCall call) => new()
    {
        ["TaskHandle"] = tasks.Start(
            call.Parameters.RequiredText("SourceArn"),
            call.Parameters.Text("DestinationArn"),
            call.Parameters.Number("MaxNumberOfMessagesPerSecond", int.MinValue, int.MaxValue)).Handle,
    };

    public JsonObject? Cancel(SqsCall call) => new()
    {
        ["ApproximateNumberOfMessagesMoved"] = tasks.Cancel(call.Parameters.RequiredText("TaskHandle")).Moved,
    };

    public JsonObject? List(SqsCall call)
    {
        var found = tasks.List(call.Parameters.RequiredText("SourceArn"), call.Parameters.Number("MaxResults", 1, 10) ?? 1);
        return new JsonObject { ["Results"] = new JsonArray([.. found.Select(task => (JsonNode)Describe(task))]) };
    }

    private static JsonObject Describe(MoveTask task)
    {
        var result = new JsonObject
        {
            ["Status"] = task.Status,
            ["SourceArn"] = task.Source.Arn,
            ["ApproximateNumberOfMessagesMoved"] = task.Moved,
            ["ApproximateNumberOfMessagesToMove"] = task.ToMove,
            ["StartedTimestamp"] = task.Started.ToUnixTimeMilliseconds(),
        };
        if (task.Status == "RUNNING")
            result["TaskHandle"] = task.Handle;
        if (task.Destination is { } destination)
            result["DestinationArn"] = destination.Arn;
        if (task.PerSecond is { } rate)
            result["MaxNumberOfMessagesPerSecond"] = rate;
        if (task.FailureReason is { } reason)
            result["FailureReason"] = reason;
        return result;
    }
}
