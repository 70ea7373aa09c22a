namespace FaceRec.Recognition.Models;

/// <param name="FalseAcceptRate">The share of pairs of different people that are at least this similar.</param>
internal sealed record CalibrationPoint(float Similarity, double FalseAcceptRate);
