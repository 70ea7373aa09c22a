using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace FaceRec.LocalCloud.Http;

internal static class XmlReply
{
    // Keys and messages may hold characters that XML cannot; they are sent as references, as AWS does.
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), CheckCharacters = false, Async = true };

    /// <summary>The name of the element that answers an action. An action that is no name of anything is answered under a neutral one.</summary>
    public static string NameOf(string action, string suffix) => action.All(char.IsAsciiLetter) ? action + suffix : suffix;

    /// <summary>A text that tells of what somebody sent, without characters that no XML may hold.</summary>
    public static string Readable(string text) => text.All(XmlConvert.IsXmlChar) ? text : string.Concat(text.Select(c => XmlConvert.IsXmlChar(c) ? c : '?'));

    public static async Task WriteAsync(HttpContext context, int status, XElement root, string contentType = "application/xml")
    {
        using var body = new MemoryStream();
        await using (var writer = XmlWriter.Create(body, Settings))
            await root.SaveAsync(writer, context.RequestAborted);
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), context.RequestAborted);
    }
}
