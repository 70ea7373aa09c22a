using System.Globalization;
using FaceRec.Messages;
using FaceRec.Recognition.Pictures;

namespace FaceRec.Recognition.Work;

/// <summary>Whether a face is good enough to recognise others by.</summary>
internal static class QualityGate
{
    /// <param name="accept">Codes that the asker passes over.</param>
    public static Rejection? Check(FaceQuality quality, EnrollmentOptions limits, IReadOnlyList<string> accept)
    {
        if (quality.Height < limits.LeastHeight && !accept.Contains(RejectionCodes.TooSmall))
            return Refuse(RejectionCodes.TooSmall, $"The face is {quality.Height:F0} pixels high; at least {limits.LeastHeight:F0} are needed.");
        if (quality.Sharpness < limits.LeastSharpness && !accept.Contains(RejectionCodes.TooBlurred))
            return Refuse(RejectionCodes.TooBlurred, $"The face is too blurred: its sharpness is {quality.Sharpness:F1}; at least {limits.LeastSharpness:F1} is needed.");
        if (MathF.Abs(quality.Yaw) > limits.MostYaw && !accept.Contains(RejectionCodes.TurnedAway))
            return Refuse(RejectionCodes.TurnedAway, $"The face is turned {MathF.Abs(quality.Yaw):F0} degrees to the side; at most {limits.MostYaw:F0} are accepted.");
        return null;
    }

    private static Rejection Refuse(string code, FormattableString detail) => new(code, detail.ToString(CultureInfo.InvariantCulture));
}
