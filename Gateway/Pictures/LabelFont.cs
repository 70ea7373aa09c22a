using System.Text;
using SkiaSharp;

namespace FaceRec.Gateway;

/// <summary>
/// Measures and draws names. The font that ships with the Gateway has Latin, Greek, Cyrillic, Arabic and more; characters it lacks
/// come from the system's fonts, where there are any.
/// </summary>
internal sealed class LabelFont : IDisposable
{
    const string Ellipsis = "…";

    readonly SKTypeface _own = SKTypeface.FromFile(Path.Combine(AppContext.BaseDirectory, "fonts", "DejaVuSans.ttf")) ?? SKTypeface.Default;
    readonly Dictionary<int, SKTypeface> _others = [];
    readonly Lock _lock = new();

    /// <summary>The text, cut short where it is wider than allowed, and its width.</summary>
    public (string Text, float Width) Fit(string text, float size, float mostWidth)
    {
        var runes = text.EnumerateRunes().ToList();
        for (var count = runes.Count; ; count--)
        {
            var shown = count == runes.Count ? text : string.Concat(runes.Take(count)) + Ellipsis;
            var width = Runs(shown).Sum(run => Measure(run.Text, run.Typeface, size));
            if (width <= mostWidth || count <= 1)
                return (shown, width);
        }
    }

    public void Draw(SKCanvas canvas, string text, float x, float y, float size, SKPaint paint)
    {
        foreach (var (run, typeface) in Runs(text))
        {
            using var font = new SKFont(typeface, size) { Edging = SKFontEdging.Antialias };
            canvas.DrawText(run, x, y, SKTextAlign.Left, font, paint);
            x += font.MeasureText(run);
        }
    }

    public void Dispose() => _own.Dispose();

    static float Measure(string text, SKTypeface typeface, float size)
    {
        using var font = new SKFont(typeface, size);
        return font.MeasureText(text);
    }

    /// <summary>Splits a text where the font changes.</summary>
    List<(string Text, SKTypeface Typeface)> Runs(string text)
    {
        var runs = new List<(string Text, SKTypeface Typeface)>();
        foreach (var rune in text.EnumerateRunes())
        {
            var typeface = TypefaceFor(rune);
            if (runs.Count > 0 && runs[^1].Typeface.Handle == typeface.Handle)
                runs[^1] = (runs[^1].Text + rune, typeface);
            else
                runs.Add((rune.ToString(), typeface));
        }

        return runs;
    }

    SKTypeface TypefaceFor(Rune rune)
    {
        using (var font = new SKFont(_own))
        {
            if (font.GetGlyph(rune.Value) != 0)
                return _own;
        }

        lock (_lock)
        {
            if (!_others.TryGetValue(rune.Value, out var typeface))
                _others[rune.Value] = typeface = SKFontManager.Default.MatchCharacter(rune.Value) ?? _own;
            return typeface;
        }
    }
}
