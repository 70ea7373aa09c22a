using FaceRec.Messages;
using MassTransit;

namespace FaceRec.Autoscaler;

internal sealed class WorkerReportedConsumer(WorkerDirectory workers) : IConsumer<WorkerReported>
{
    public Task Consume(ConsumeContext<WorkerReported> context)
    {
        workers.Add(context.Message);
        return Task.CompletedTask;
    }
}
