using System.Globalization;
using FaceRec.Messages;
using MassTransit;

namespace FaceRec.Gateway;

/// <summary>Asks the workers over the bus and awaits the answer.</summary>
internal sealed partial class FaceRequests(IBus bus, Queues queues, Dependencies dependencies, TimeProvider clock, ILogger<FaceRequests> logger)
{
    // The wait is ours: MassTransit's own time-out would end the sending as well, and nobody could tell whether a worker has the request.
    static readonly RequestTimeout Never = RequestTimeout.After(d: 1);

    /// <summary>Sends a request; it is in the queue when this returns, and the answer follows.</summary>
    /// <param name="id">The request's own id, for the log and the problem.</param>
    /// <param name="message">The request.</param>
    /// <param name="deadline">Until when to wait.</param>
    /// <param name="place">Left when the answer is there, or none is to be expected.</param>
    /// <param name="cancellationToken">Ends the wait; the workers go on.</param>
    /// <exception cref="Exception">The queue could not be reached: see <see cref="Dependencies.IsUnavailable"/>.</exception>
    public async Task<PendingAnswer<TAnswer>> SendAsync<TRequest, TAnswer>(Guid id, TRequest message, Deadline deadline, WaitingRoom.Place place, CancellationToken cancellationToken)
        where TRequest : class
        where TAnswer : class
    {
        var client = bus.CreateRequestClient<TRequest>(new Uri($"queue:{queues.Recognition}"), Never);
        // Inside the breaker, so that nothing is sent while it is open.
        return await dependencies.Bus.ExecuteAsync(async _ =>
        {
            var request = client.Create(message, cancellationToken);
            var answer = request.GetResponse<TAnswer>(readyToSend: false);
            var rejection = request.GetResponse<PictureRejected>();
            try
            {
                await request.Message;
            }
            catch (RequestFaultException)
            {
                // A worker has failed at it sooner than SQS said that it had it: a failed answer, and no failed sending.
            }
            catch
            {
                request.Dispose();
                throw;
            }

            return new PendingAnswer<TAnswer>(AwaitAsync(id, request, answer, rejection, deadline, place));
        }, cancellationToken);
    }

    /// <summary>What a client is told whose time is up.</summary>
    public static Problem TimedOut(TimeSpan waited) => new(ProblemKinds.TimedOut, string.Create(CultureInfo.InvariantCulture, $"No worker answered within {waited.TotalSeconds:0.#} s."));

    async Task<Checked<TAnswer>> AwaitAsync<TRequest, TAnswer>(Guid id, RequestHandle<TRequest> request, Task<Response<TAnswer>> answer,
        Task<Response<PictureRejected>> rejection, Deadline deadline, WaitingRoom.Place place)
        where TRequest : class
        where TAnswer : class
    {
        using (place)
        using (request)
        {
            try
            {
                var isRejected = await FirstAsync(Task.WhenAny(answer, rejection), deadline) == rejection && rejection.IsCompletedSuccessfully;
                var result = isRejected ? new(Problem.From(rejection.Result.Message)) : new Checked<TAnswer>((await answer).Message);
                place.IsAnswered = true;
                return result;
            }
            catch (TimeoutException)
            {
                Log.TimedOut(logger, typeof(TRequest).Name, id, deadline.Elapsed.TotalSeconds);
                return new(TimedOut(deadline.Elapsed));
            }
            catch (RequestFaultException e)
            {
                place.IsAnswered = true;
                var failed = new RecognitionFailed
                {
                    RecognitionId = id,
                    FailedMessageId = e.Fault?.FaultedMessageId,
                    ExceptionType = e.Fault?.Exceptions.FirstOrDefault()?.ExceptionType,
                    FailedAt = e.Fault?.Timestamp ?? default,
                };
                Log.Failed(logger, typeof(TRequest).Name, id, failed.FailedMessageId, failed.ExceptionType);
                return new(Problem.From(failed));
            }
        }
    }

    async Task<Task> FirstAsync(Task<Task> first, Deadline deadline)
    {
        while (true)
        {
            try
            {
                return await first.WaitAsync(deadline.Left, clock);
            }
            catch (TimeoutException) when (!deadline.TryEnd())
            {
                // Somebody joined, and has time left.
            }
        }
    }

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Request} {Id} got no answer within {Seconds:0.0} s.")]
        public static partial void TimedOut(ILogger logger, string request, Guid id, double seconds);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Request} {Id} failed: message {FailedMessageId} is in the error queue after {ExceptionType}.")]
        public static partial void Failed(ILogger logger, string request, Guid id, Guid? failedMessageId, string? exceptionType);
    }
}
