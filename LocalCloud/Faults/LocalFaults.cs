using System.IO.Enumeration;

namespace FaceRec.LocalCloud;

/// <summary>The faults that are set. They are looked through in the order in which they were set, and the first that applies happens.</summary>
public sealed class LocalFaults
{
    private static readonly string[] Services = ["*", "sqs", "s3", "ec2", "sts"];
    private readonly Lock _lock = new();
    private readonly Random _random;
    private readonly List<ActiveFault> _active = [];
    private int _lastId;

    /// <param name="random">Throws the dice for probabilities; give a seed to repeat a run.</param>
    public LocalFaults(Random random) => _random = random;

    /// <summary>The faults that are not over.</summary>
    public IReadOnlyList<ActiveFault> Active
    {
        get
        {
            lock (_lock)
                return [.. _active];
        }
    }

    /// <returns>The id by which it is removed.</returns>
    public string Add(Fault fault)
    {
        if (!Services.Contains(fault.Service, StringComparer.OrdinalIgnoreCase))
            throw new ArgumentException($"The service '{fault.Service}' is not known; it must be one of {string.Join(", ", Services)}.", nameof(fault));
        ArgumentOutOfRangeException.ThrowIfLessThan(fault.Probability, 0, nameof(fault));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(fault.Probability, 1, nameof(fault));
        ArgumentOutOfRangeException.ThrowIfLessThan(fault.Count ?? 1, 1, nameof(fault));
        ArgumentOutOfRangeException.ThrowIfLessThan(fault.Delay, TimeSpan.Zero, nameof(fault));
        lock (_lock)
        {
            var id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"fault-{++_lastId}");
            _active.Add(new ActiveFault(id, fault, 0));
            return id;
        }
    }

    /// <returns>Whether it was set.</returns>
    public bool Remove(string id)
    {
        lock (_lock)
            return _active.RemoveAll(active => active.Id == id) > 0;
    }

    public void Clear()
    {
        lock (_lock)
            _active.Clear();
    }

    /// <summary>The fault that happens to a request, or null.</summary>
    internal Fault? Next(string service, string action)
    {
        lock (_lock)
        {
            for (var i = 0; i < _active.Count; i++)
            {
                var (id, fault, hits) = _active[i];
                if (!Applies(fault, service, action) || _random.NextDouble() >= fault.Probability)
                    continue;
                if (hits + 1 >= fault.Count)
                    _active.RemoveAt(i);
                else
                    _active[i] = new ActiveFault(id, fault, hits + 1);
                return fault;
            }

            return null;
        }
    }

    private static bool Applies(Fault fault, string service, string action)
    {
        if (fault.Kind == FaultKind.NoCapacity && action is not ("RunInstances" or "StartInstances"))
            return false;
        return (fault.Service == "*" || fault.Service.Equals(service, StringComparison.OrdinalIgnoreCase))
            && FileSystemName.MatchesSimpleExpression(fault.Action, action);
    }
}
