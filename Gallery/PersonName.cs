using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace FaceRec.Gallery;

/// <summary>What a person may be called: text for people to read, held inside objects and never part of a key.</summary>
public static class PersonName
{
    /// <summary>Most characters (Unicode scalar values) of a name.</summary>
    public const int MaxLength = 100;

    /// <summary>The rule in words, for error messages.</summary>
    public const string Rule = "1 to 100 printable characters";

    /// <summary>Trims the name and composes its accents (NFC), so that one name has one spelling; false where it breaks the rule.</summary>
    public static bool TryNormalize([NotNullWhen(true)] string? text, [NotNullWhen(true)] out string? name)
    {
        name = null;
        if (text is null || !IsWellFormed(text))
            return false;

        var composed = text.Trim().Normalize(NormalizationForm.FormC);
        var length = 0;
        foreach (var rune in composed.EnumerateRunes())
        {
            // Format characters (joiners of emoji and of some scripts) are invisible but part of names; controls are not.
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
                return false;
            length++;
        }
        if (length is 0 or > MaxLength)
            return false;

        name = composed;
        return true;
    }

    // A lone surrogate would become U+FFFD on its way through JSON: two names would become one.
    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                return false;
        }
        return true;
    }
}
