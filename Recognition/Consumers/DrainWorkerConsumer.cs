using FaceRec.Messages;
using FaceRec.Recognition.Work;
using MassTransit;

namespace FaceRec.Recognition.Consumers;

/// <summary>Stops taking work, waits for what is in hand, and says so.</summary>
internal sealed class DrainWorkerConsumer(FaceWorker worker, WorkerIdentity identity, TimeProvider clock) : IConsumer<DrainWorker>
{
    public async Task Consume(ConsumeContext<DrainWorker> context)
    {
        await worker.DrainAsync(context.Message.Reason, context.CancellationToken);
        // Who only tells us to drain hears of it from the worker's report.
        await context.AnswerAsync(new WorkerDrained { InstanceId = identity.InstanceId, DrainedAt = clock.GetUtcNow() });
    }
}
