using Amazon.SQS;
using Amazon.SQS.Model;
using MassTransit.Transports;

namespace MassTransit.AmazonSqsTransport;

/// <summary>
/// Moves a message to <c>_error</c> or <c>_skipped</c>: the body as it was received, byte for byte, the attributes that are not
/// MassTransit's, and why it was moved.
/// </summary>
sealed class SqsMoveTransport(SqsHostConfiguration host, QueueDeclaration error, QueueDeclaration skipped) : IErrorTransport, IDeadLetterTransport
{
    readonly MessageAttributes _attributes = new(host.Settings.AllowTransportHeader);

    public Task Send(ExceptionReceiveContext context) => Move(context, error, context.ExceptionHeaders, null);

    public Task Send(ReceiveContext context, string? reason) => Move(context, skipped, null, reason ?? "Unspecified");

    async Task Move(ReceiveContext context, QueueDeclaration destination, SendHeaders? headers, string? reason)
    {
        // A message whose lock is lost is with another consumer by now, and its outcome there is the one that counts.
        if (context.TryGetPayload(out MessageLease? lease))
            await lease.ValidateLockStatus().ConfigureAwait(false);

        var message = context.TryGetPayload(out AmazonSqsMessageContext? sqs) ? sqs.TransportMessage : null;
        var entry = new SendMessageBatchRequestEntry("", context.Body.GetString()) { MessageAttributes = _attributes.ForMove(message, headers, reason) };
        if (destination.IsFifo)
        {
            entry.MessageGroupId = SystemAttribute(message, MessageSystemAttributeName.MessageGroupId) ?? "error";
            entry.MessageDeduplicationId = SystemAttribute(message, MessageSystemAttributeName.MessageDeduplicationId) ?? message?.MessageId;
        }

        // A message may be as large as SQS allows: what explains the failure must not be what keeps it from being moved.
        foreach (var expendable in MessageAttributes.Expendable)
        {
            if (MessageSize.Of(entry) <= SqsLimits.MaxBytes)
                break;
            entry.MessageAttributes.Remove(expendable);
        }

        await host.Connection.Send(destination, entry).ConfigureAwait(false);
    }

    static string? SystemAttribute(Message? message, string name) => message?.Attributes.GetValueOrDefault(name);
}
