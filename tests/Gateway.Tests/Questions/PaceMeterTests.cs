using Microsoft.Extensions.Time.Testing;

namespace FaceRec.Gateway.Tests.Questions;

public sealed class PaceMeterTests
{
    readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Counts_answers_and_only_the_time_in_which_somebody_waited()
    {
        var meter = new PaceMeter(_clock, TimeSpan.FromSeconds(60));
        _clock.Advance(TimeSpan.FromSeconds(10));
        meter.Note(waited: false);
        _clock.Advance(TimeSpan.FromSeconds(5));
        meter.Note(waited: true, answers: 50);

        Assert.Equal(new Pace(50, TimeSpan.FromSeconds(5)), meter.Read());
    }

    [Fact]
    public void Forgets_what_is_older_than_the_window()
    {
        var meter = new PaceMeter(_clock, TimeSpan.FromSeconds(60));
        _clock.Advance(TimeSpan.FromSeconds(1));
        meter.Note(waited: true, answers: 7);
        _clock.Advance(TimeSpan.FromSeconds(61));
        meter.Note(waited: false);

        Assert.Equal(default, meter.Read());
    }

    [Fact]
    public void A_window_without_any_answer_is_all_busy()
    {
        var meter = new PaceMeter(_clock, TimeSpan.FromSeconds(60));
        for (var second = 0; second < 300; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            meter.Note(waited: true);
        }

        Assert.Equal(0, meter.Read().Answers);
        Assert.InRange(meter.Read().Busy.TotalSeconds, 56, 60);
    }
}
