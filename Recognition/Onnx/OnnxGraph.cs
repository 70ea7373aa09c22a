namespace FaceRec.Recognition.Onnx;

/// <summary>A model's graph, opened for small changes. Field numbers are those of ModelProto and GraphProto in onnx.proto.</summary>
internal sealed class OnnxGraph
{
    private const int ModelGraph = 7;
    private const int Node = 1, Initializer = 5, Input = 11, Output = 12, ValueInfo = 13;
    private const int InfoName = 1, InfoType = 2, TypeTensor = 1, TensorElement = 1, TensorShape = 2, ShapeDim = 1, DimValue = 1, DimParameter = 2;
    private const ulong Float = 1;

    private readonly ProtoMessage _model;
    private readonly ProtoMessage _graph;

    private OnnxGraph(ProtoMessage model)
    {
        _model = model;
        _graph = model.All(ModelGraph).FirstOrDefault()?.Message ?? throw new InvalidDataException("The file holds no graph: it is not an ONNX model.");
        Nodes = [.. _graph.All(Node).Select(field => new OnnxNode(field.Message))];
        Constants = _graph.All(Initializer).Select(field => new OnnxTensor(field.Message)).ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    public List<OnnxNode> Nodes { get; }

    public Dictionary<string, OnnxTensor> Constants { get; }

    public static OnnxGraph Parse(ReadOnlySpan<byte> model) => new(ProtoMessage.Parse(model));

    /// <summary>
    /// Makes inner values of the graph its outputs and drops what comes after them, and lets height and width of the
    /// (only) input vary: a detector without its fixed-size head works on pictures of any size.
    /// </summary>
    public void CutAt(IReadOnlyList<string> values)
    {
        var producers = Nodes.SelectMany(node => node.Outputs.Select(output => (output, node))).ToDictionary(pair => pair.output, pair => pair.node, StringComparer.Ordinal);
        if (values.FirstOrDefault(value => !producers.ContainsKey(value)) is { } missing)
            throw new InvalidDataException($"The graph makes no value named '{missing}'.");

        var needed = new HashSet<OnnxNode>();
        var open = new Stack<string>(values);
        while (open.TryPop(out var value))
        {
            if (producers.TryGetValue(value, out var node) && needed.Add(node))
            {
                foreach (var input in node.Inputs)
                    open.Push(input);
            }
        }
        Nodes.RemoveAll(node => !needed.Contains(node));

        _graph.Fields.RemoveAll(field => field.Number is Output or ValueInfo);
        foreach (var value in values)
            _graph.Add(Output, Info(value, [.. Enumerable.Range(0, 4).Select(i => new ProtoMessage().Add(DimParameter, $"{value}_{i}"))]));

        var inputs = _graph.All(Input).Select(field => field.Message.Text(InfoName)).Where(name => !Constants.ContainsKey(name)).ToList();
        if (inputs is not [var only])
            throw new InvalidDataException($"The graph has {inputs.Count} inputs; one was expected.");
        _graph.Fields.RemoveAll(field => field.Number == Input);
        _graph.Add(Input, Info(only, Fixed(1), Fixed(3), new ProtoMessage().Add(DimParameter, "height"), new ProtoMessage().Add(DimParameter, "width")));
    }

    public byte[] ToBytes()
    {
        var used = Nodes.SelectMany(node => node.Inputs).ToHashSet(StringComparer.Ordinal);
        var graph = new ProtoMessage();
        foreach (var node in Nodes)
            graph.Add(Node, node.Message);
        foreach (var constant in Constants.Values.Where(constant => used.Contains(constant.Name)))
            graph.Add(Initializer, constant.ToMessage());
        // Old models list constants among the inputs, where ONNX Runtime must treat them as changeable and optimises less.
        graph.Fields.AddRange(_graph.Fields.Where(field =>
            field.Number is not (Node or Initializer) && (field.Number != Input || !Constants.ContainsKey(field.Message.Text(InfoName)))));

        var model = new ProtoMessage();
        model.Fields.AddRange(_model.Fields.Where(field => field.Number != ModelGraph));
        return model.Add(ModelGraph, graph).ToBytes();
    }

    private static ProtoMessage Fixed(ulong length) => new ProtoMessage().Add(DimValue, length);

    private static ProtoMessage Info(string name, params ReadOnlySpan<ProtoMessage> dims)
    {
        var shape = new ProtoMessage();
        foreach (var dim in dims)
            shape.Add(ShapeDim, dim);
        var tensor = new ProtoMessage().Add(TensorElement, Float).Add(TensorShape, shape);
        return new ProtoMessage().Add(InfoName, name).Add(InfoType, new ProtoMessage().Add(TypeTensor, tensor));
    }
}
