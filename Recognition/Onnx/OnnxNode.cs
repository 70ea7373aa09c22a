namespace FaceRec.Recognition.Onnx;

/// <summary>One operation of a graph. Field numbers are those of NodeProto and AttributeProto in onnx.proto.</summary>
internal sealed class OnnxNode(ProtoMessage message)
{
    private const int Input = 1, Output = 2, Name = 3, OpType = 4, Attribute = 5;
    private const int AttributeName = 1, AttributeInt = 3, AttributeInts = 8, AttributeType = 20;
    private const ulong TypeInt = 2, TypeInts = 7;

    public ProtoMessage Message => message;
    public string Operation { get; } = message.Text(OpType);
    public IReadOnlyList<string> Inputs { get; } = [.. message.Texts(Input)];
    public IReadOnlyList<string> Outputs { get; } = [.. message.Texts(Output)];

    /// <summary>A whole number among the attributes.</summary>
    public long Number(string name, long absent)
    {
        var attribute = message.All(Attribute).Select(field => field.Message).FirstOrDefault(found => found.Text(AttributeName) == name);
        return attribute?.Numbers(AttributeInt).FirstOrDefault(absent) ?? absent;
    }

    public static OnnxNode Create(string operation, string name, string[] inputs, string output)
    {
        var message = new ProtoMessage();
        foreach (var input in inputs)
            message.Add(Input, input);
        return new OnnxNode(message.Add(Output, output).Add(Name, name).Add(OpType, operation));
    }

    /// <summary>A 1x1 convolution of every channel by itself: a factor for each channel, at the speed of a convolution.</summary>
    public static OnnxNode CreateChannelFactors(string name, string[] inputs, string output, int channels)
    {
        var node = Create("Conv", name, inputs, output);
        node.Message
            .Add(Attribute, Integers("kernel_shape", 1, 1))
            .Add(Attribute, Integers("strides", 1, 1))
            .Add(Attribute, Integers("pads", 0, 0, 0, 0))
            .Add(Attribute, Integers("dilations", 1, 1))
            .Add(Attribute, new ProtoMessage().Add(AttributeName, "group").Add(AttributeInt, (ulong)channels).Add(AttributeType, TypeInt));
        return node;
    }

    private static ProtoMessage Integers(string name, params ReadOnlySpan<ulong> values)
    {
        var attribute = new ProtoMessage().Add(AttributeName, name);
        foreach (var value in values)
            attribute.Add(AttributeInts, value);
        return attribute.Add(AttributeType, TypeInts);
    }
}
