using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FaceRec.ErrorQueues;

/// <summary>The messages that are known by type, and whether a content fits them.</summary>
public sealed class MessageContracts(params Assembly[] assemblies)
{
    // Stricter than a consumer, which passes over members it does not know: in an edit those are slips of the keyboard.
    static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>FaceRec's own.</summary>
    public static MessageContracts OfFaceRec { get; } = new(typeof(Messages.RecognizeFaces).Assembly);

    /// <summary>Checks a content against the first of the types that is known.</summary>
    /// <param name="types">As MassTransit writes them: <c>urn:message:Namespace:Name</c>.</param>
    /// <exception cref="EditRefusedException">It does not fit, or no type is known.</exception>
    public void Check(IReadOnlyList<string> types, JsonElement content)
    {
        var contract = types.Select(Find).OfType<Type>().FirstOrDefault()
            ?? throw new EditRefusedException($"The contract of {string.Join(", ", types.DefaultIfEmpty("this message"))} is not known here, so a change cannot be checked.");
        object message;
        try
        {
            message = content.Deserialize(contract, Strict) ?? throw new EditRefusedException($"A {contract.Name} is an object, not null.");
        }
        catch (JsonException e)
        {
            throw new EditRefusedException($"It is no {contract.Name}: {e.Message}", e);
        }

        var problems = new List<ValidationResult>();
        if (!Validator.TryValidateObject(message, new ValidationContext(message), problems, validateAllProperties: true))
            throw new EditRefusedException($"It is no valid {contract.Name}: {string.Join(' ', problems.Select(problem => problem.ErrorMessage))}");
    }

    Type? Find(string type)
    {
        const string prefix = "urn:message:";
        var name = type.StartsWith(prefix, StringComparison.Ordinal) ? type[prefix.Length..].Replace(':', '.') : type;
        return assemblies.Select(assembly => assembly.GetType(name)).FirstOrDefault(found => found is not null);
    }
}
