using FaceRec.Messages;
using MassTransit;

namespace FaceRec.Autoscaler;

internal sealed class WorkerReportedConsumer(WorkerDirectory workers, ScalingMemory memory, TimeProvider clock) : IConsumer<WorkerReported>
{
    public Task Consume(ConsumeContext<WorkerReported> context)
    {
        memory.Waiting.Add(context.Message.Taken, clock.GetUtcNow());
        workers.Add(context.Message);
        return Task.CompletedTask;
    }
}
