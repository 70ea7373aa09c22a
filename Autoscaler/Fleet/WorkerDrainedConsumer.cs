using FaceRec.Messages;
using MassTransit;

namespace FaceRec.Autoscaler;

internal sealed class WorkerDrainedConsumer(WorkerDirectory workers) : IConsumer<WorkerDrained>
{
    public Task Consume(ConsumeContext<WorkerDrained> context)
    {
        workers.Drained(context.Message);
        return Task.CompletedTask;
    }
}
