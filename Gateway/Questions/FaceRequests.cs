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
    /// <param name="timeout">How long to wait.</param>
    /// <param name="place">Left when the answer is there, or none is to be expected.</param>
    /// <param name="cancellationToken">Ends the wait; the workers go on.</param>
    /// <exception cref="Exception">The queue could not be reached: see <see cref="Dependencies.IsUnavailable"/>.</exception>
    public async Task<PendingAnswer<TAnswer>> SendAsync<TRequest, TAnswer>(Guid id, TRequest message, TimeSpan timeout, WaitingRoom.Place place, CancellationToken cancellationToken)
        where TRequest : class
        where TAnswer : class
    {
        var client = bus.CreateRequestClient<TRequest>(new Uri($"queue:{queues.Recognition}"), Never);
        var began = clock.GetTimestamp();
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

            return new PendingAnswer<TAnswer>(AwaitAsync(id, request, answer, rejection, timeout, began, place));
        }, cancellationToken);
    }

    async Task<Checked<TAnswer>> AwaitAsync<TRequest, TAnswer>(Guid id, RequestHandle<TRequest> request, Task<Response<TAnswer>> answer,
        Task<Response<PictureRejected>> rejection, TimeSpan timeout, long began, WaitingRoom.Place place)
        where TRequest : class
        where TAnswer : class
    {
        using (place)
        using (request)
        {
            try
            {
                var left = timeout - clock.GetElapsedTime(began);
                var isRejected = await Task.WhenAny(answer, rejection).WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock) == rejection && rejection.IsCompletedSuccessfully;
                var result = isRejected ? new(Problem.From(rejection.Result.Message)) : new Checked<TAnswer>((await answer).Message);
                place.IsAnswered = true;
                return result;
            }
            catch (TimeoutException)
            {
                Log.TimedOut(logger, typeof(TRequest).Name, id, timeout.TotalSeconds);
                return new(new Problem(ProblemKinds.TimedOut, $"No worker answered within {timeout.TotalSeconds:0.#} s."));
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

    static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Request} {Id} got no answer within {Seconds} s.")]
        public static partial void TimedOut(ILogger logger, string request, Guid id, double seconds);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Request} {Id} failed: message {FailedMessageId} is in the error queue after {ExceptionType}.")]
        public static partial void Failed(ILogger logger, string request, Guid id, Guid? failedMessageId, string? exceptionType);
    }
}
