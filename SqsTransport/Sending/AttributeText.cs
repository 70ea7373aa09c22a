namespace MassTransit.AmazonSqsTransport;

/// <summary>What SQS accepts as the name and the value of a message attribute.</summary>
static class AttributeText
{
    /// <summary>A header's longest value: the envelope carries it whole, and exception messages can be of any length.</summary>
    public const int MaxLength = 8 * 1024;

    /// <summary>
    /// Replaces what SQS refuses: control characters other than tab, line feed and return, U+FFFE, U+FFFF, and halves of surrogate pairs.
    /// One such character in an exception's message would keep the failed message from ever reaching its error queue.
    /// </summary>
    public static string Clean(string text)
    {
        if (text.Length > MaxLength)
            text = text[..MaxLength];

        for (var i = 0; i < text.Length; i++)
        {
            if (IsRefused(text, i))
                return string.Create(text.Length, text, Replace);
        }

        return text;
    }

    /// <summary>SQS: letters, digits, hyphens, underscores and single periods inside, up to 256, and not one of AWS's own.</summary>
    public static bool IsName(string name)
    {
        if (name.Length is 0 or > 256 || name[0] == '.' || name[^1] == '.' || name.Contains("..", StringComparison.Ordinal))
            return false;
        if (name.StartsWith("aws.", StringComparison.OrdinalIgnoreCase) || name.StartsWith("amazon.", StringComparison.OrdinalIgnoreCase))
            return false;
        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_' or '.'))
                return false;
        }

        return true;
    }

    static void Replace(Span<char> clean, string text)
    {
        for (var i = 0; i < clean.Length; i++)
            clean[i] = IsRefused(text, i) ? '?' : text[i];
    }

    static bool IsRefused(string text, int index)
    {
        var character = text[index];
        if (character < ' ')
            return character is not ('\t' or '\n' or '\r');
        if (char.IsHighSurrogate(character))
            return index + 1 == text.Length || !char.IsLowSurrogate(text[index + 1]);
        if (char.IsLowSurrogate(character))
            return index == 0 || !char.IsHighSurrogate(text[index - 1]);
        return character is '\uFFFE' or '\uFFFF';
    }
}
