using System.ComponentModel.DataAnnotations;

namespace FaceRec.Recognition.Consumers;

/// <summary>Checks a request against what its contract declares. Nobody waits for another try: what is not valid now never will be.</summary>
internal static class ValidRequest
{
    /// <exception cref="ValidationException">It breaks its contract; the message says where.</exception>
    public static T Of<T>(T request) where T : class
    {
        var problems = new List<ValidationResult>();
        return Validator.TryValidateObject(request, new ValidationContext(request), problems, validateAllProperties: true)
            ? request
            : throw new ValidationException($"The {typeof(T).Name} breaks its contract: {string.Join(' ', problems.Select(problem => problem.ErrorMessage))}");
    }
}
