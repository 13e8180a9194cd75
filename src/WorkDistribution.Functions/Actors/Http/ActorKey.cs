using WorkDistribution.Functions.Http;
using WorkDistribution.Functions.ObjectStore;

namespace WorkDistribution.Functions.Actors.Http;

/// <summary>Keys of actors in addresses.</summary>
internal static class ActorKey
{
    /// <summary>Checks a key.</summary>
    public static void Check(string field, string key, ValidationErrors errors)
    {
        if (!ObjectName.IsSegment(key))
        {
            errors.Add(field, "must have 1 to 128 letters, digits, '.', '_' and '-', and not begin with '.'.");
        }
    }
}
