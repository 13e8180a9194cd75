using System.Globalization;

namespace WorkDistribution.Core.MapReduce;

/// <summary>The parameters of a job as the client gave them. What a job does not read is refused as unknown.</summary>
/// <param name="values">Name and value of each parameter; names are case-sensitive.</param>
public sealed class JobParameters(IReadOnlyDictionary<string, string>? values = null)
{
    private readonly HashSet<string> read = new(StringComparer.Ordinal);

    /// <summary>Reads a required text.</summary>
    /// <param name="name">Name of the parameter.</param>
    /// <param name="maxLength">Longest text taken, in characters.</param>
    /// <exception cref="JobParameterException">It is missing, empty or too long.</exception>
    public string GetString(string name, int maxLength = 4096)
    {
        var value = Find(name);
        if (string.IsNullOrEmpty(value))
        {
            throw new JobParameterException(name, $"The parameter '{name}' is required.");
        }

        return value.Length <= maxLength
            ? value
            : throw new JobParameterException(name, $"The parameter '{name}' has {value.Length} characters; at most {maxLength} are taken.");
    }

    /// <summary>Reads an optional <c>true</c> or <c>false</c>.</summary>
    /// <exception cref="JobParameterException">It is something else.</exception>
    public bool GetBoolean(string name, bool defaultValue)
    {
        var value = Find(name);
        if (value is null)
        {
            return defaultValue;
        }

        return bool.TryParse(value, out var parsed)
            ? parsed
            : throw new JobParameterException(name, $"The parameter '{name}' must be true or false.");
    }

    /// <summary>Reads an optional whole number.</summary>
    /// <exception cref="JobParameterException">It is no whole number, or outside <paramref name="min"/> to <paramref name="max"/>.</exception>
    public int GetInt32(string name, int defaultValue, int min, int max)
    {
        var value = Find(name);
        if (value is null)
        {
            return defaultValue;
        }

        return int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) && parsed >= min && parsed <= max
            ? parsed
            : throw new JobParameterException(name, $"The parameter '{name}' must be a whole number from {min} to {max}.");
    }

    /// <summary>Refuses parameters that no one has read.</summary>
    /// <exception cref="JobParameterException">There is such a parameter.</exception>
    internal void ThrowIfUnread()
    {
        foreach (var name in values?.Keys ?? [])
        {
            if (!read.Contains(name))
            {
                var known = read.Count == 0 ? "The job takes none." : $"The job takes: {string.Join(", ", read.Order(StringComparer.Ordinal))}.";
                throw new JobParameterException(name, $"The parameter '{name}' is unknown. {known}");
            }
        }
    }

    private string? Find(string name)
    {
        read.Add(name);
        return values is not null && values.TryGetValue(name, out var value) ? value : null;
    }
}
