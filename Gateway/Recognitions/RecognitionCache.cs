using FaceRec.Messages;
using Microsoft.Extensions.Options;

namespace FaceRec.Gateway;

/// <summary>
/// The latest answers by picture, people and gallery version, in memory. An answer is of use only until its collection changes, so those of
/// an older version are dropped as soon as a newer one is seen: what is erased does not linger here.
/// </summary>
internal sealed class RecognitionCache(IOptions<GatewayOptions> options)
{
    readonly Lock _lock = new();
    readonly Dictionary<RecognitionKey, LinkedListNode<(RecognitionKey Key, FacesRecognized Answer)>> _entries = [];
    readonly LinkedList<(RecognitionKey Key, FacesRecognized Answer)> _byUse = [];
    readonly Dictionary<string, long> _versions = [];
    string? _model;

    public FacesRecognized? Find(RecognitionKey key)
    {
        lock (_lock)
        {
            Follow(key.Query.Collection, key.GalleryVersion);
            if (!options.Value.ResultCache || !_entries.TryGetValue(key, out var node))
                return null;
            _byUse.Remove(node);
            _byUse.AddFirst(node);
            return node.Value.Answer;
        }
    }

    public void Add(RecognitionKey key, FacesRecognized answer)
    {
        lock (_lock)
        {
            // Workers with another model have taken over: what the old one found no longer counts.
            if (_model != answer.Model)
                Drop(_ => true);
            _model = answer.Model;
            Follow(key.Query.Collection, answer.GalleryVersion);
            // Made with a later version than was asked for: true, but not for this key.
            if (!options.Value.ResultCache || answer.GalleryVersion != key.GalleryVersion || _versions[key.Query.Collection] != key.GalleryVersion || _entries.ContainsKey(key))
                return;
            _entries[key] = _byUse.AddFirst((key, answer));
            while (_entries.Count > options.Value.ResultCacheSize)
            {
                _entries.Remove(_byUse.Last!.Value.Key);
                _byUse.RemoveLast();
            }
        }
    }

    /// <summary>Forgets a recognition's answer.</summary>
    public void Remove(Guid recognition)
    {
        lock (_lock)
            Drop(key => _entries[key].Value.Answer.RecognitionId == recognition);
    }

    void Follow(string collection, long version)
    {
        if (_versions.TryGetValue(collection, out var known) && known >= version)
            return;
        _versions[collection] = version;
        Drop(key => key.Query.Collection == collection && key.GalleryVersion < version);
    }

    void Drop(Func<RecognitionKey, bool> which)
    {
        foreach (var key in _entries.Keys.Where(which).ToList())
        {
            _byUse.Remove(_entries[key]);
            _entries.Remove(key);
        }
    }
}
