using Microsoft.Extensions.Options;
using WorkDistribution.Functions.Encodings.Encoders;
using WorkDistribution.Functions.Encodings.Orchestration;
using WorkDistribution.Functions.Encodings.Storage;
using WorkDistribution.Functions.Http;

namespace WorkDistribution.Functions.Encodings.Requests;

/// <summary>Checks a request against the encoders and the files there are, and settles what it leaves open.</summary>
internal sealed class EncodingAdmission(ChunkEncoders encoders, EncodingPaths paths, IOptions<EncodingOptions> options)
{
    /// <summary>Admits a request.</summary>
    /// <param name="body">The request's body.</param>
    /// <param name="errors">Takes everything that is wrong.</param>
    /// <returns>The orchestration's input, or null when something is wrong.</returns>
    public EncodingRequest? Admit(ReadOnlyMemory<byte> body, ValidationErrors errors)
    {
        if (EncodingRequestReader.Read(body, errors) is not { } submission)
        {
            return null;
        }

        if (submission.Faults is not null && !options.Value.AllowFaultInjection)
        {
            errors.Add("failChunks", "Faults are injected only where an operator has set Encoding__AllowFaultInjection=true.");
        }

        var encoder = encoders.Find(submission.Encoder);
        if (encoder is null)
        {
            errors.Add("encoder", $"There is no encoder '{submission.Encoder}'. There are: {encoders}.");
            return null;
        }

        if (encoder.FindProblem() is { } missing)
        {
            errors.Add("encoder", missing);
        }

        if (!ChunkSize.TryParse(submission.Chunk, encoder.Unit, out var size, out var problem))
        {
            errors.Add("chunk", problem);
        }

        var input = Check(errors, () => paths.FindInput(submission.Input));
        var output = Check(errors, () => paths.FindOutput(submission.Output));
        if (!errors.IsEmpty)
        {
            return null;
        }

        var request = new EncodingRequest(
            encoder.Name,
            input!,
            output!,
            size,
            submission.MaxParallel ?? Math.Min(Environment.ProcessorCount, EncodingLimits.MaxParallel),
            submission.Faults,
            submission.BackupTasks ?? true);
        Check(errors, () =>
        {
            encoder.CheckRequest(request);
            return request;
        });
        return errors.IsEmpty ? request : null;
    }

    private static T? Check<T>(ValidationErrors errors, Func<T> find)
        where T : class
    {
        try
        {
            return find();
        }
        catch (EncodingRejectedException e)
        {
            errors.Add(e.Field, e.Message);
            return null;
        }
    }
}
