using System.Text;
using MassTransit.Transports;

namespace MassTransit.AmazonSqsTransport;

/// <summary>Entity names of message types, as the official transport makes them: <c>My_Name_Space-Outer_Inner--Argument--</c>.</summary>
sealed class AmazonSqsMessageNameFormatter : IMessageNameFormatter
{
    public string GetMessageName(Type type) => Append(new StringBuilder(), type, null).ToString();

    static StringBuilder Append(StringBuilder name, Type type, string? scope)
    {
        var space = type.Namespace?.Replace('.', '_');
        if (space != null && space != scope)
            name.Append(space).Append('-');
        if (type is { IsNested: true, DeclaringType: not null })
            Append(name, type.DeclaringType, space).Append('_');
        if (!type.IsGenericType)
            return name.Append(type.Name);

        name.Append(type.Name.Split('`')[0]).Append("--");
        var arguments = type.GetGenericArguments();
        for (var i = 0; i < arguments.Length; i++)
            Append(i > 0 ? name.Append("__") : name, arguments[i], space);
        return name.Append("--");
    }
}
