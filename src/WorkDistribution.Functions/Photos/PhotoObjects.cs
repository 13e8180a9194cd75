using System.Globalization;
using System.IO.Hashing;
using System.Text;
using SkiaSharp;
using WorkDistribution.Functions.ObjectStore;
using WorkDistribution.Functions.WorkItems.Handlers;

namespace WorkDistribution.Functions.Photos;

/// <summary>Reads and writes photos of the object store. All of them lie under <c>photos/</c>, so that a payload can reach nothing else.</summary>
internal sealed class PhotoObjects(IObjectStore store)
{
    /// <summary>The prefix of all photos.</summary>
    public const string Root = "photos/";

    private const int MaxBytes = 64 * 1024 * 1024;
    private const int JpegQuality = 88;

    /// <summary>A folder for one task's photos, the same at each attempt.</summary>
    public static string FolderFor(string taskId) =>
        string.Create(CultureInfo.InvariantCulture, $"{Root}{XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(taskId)):x32}/");

    /// <summary>Why a name is no photo's; null if it can be one.</summary>
    public static string? Refuse(string name) =>
        name.StartsWith(Root, StringComparison.Ordinal) && name.Split('/').All(static segment => ObjectName.IsSegment(segment))
            ? null
            : $"'{name}' is not the name of a photo: give the 'photo' of an earlier task's output.";

    /// <summary>Reads an encoded photo.</summary>
    /// <exception cref="PermanentFailureException">There is no such photo, or it is too large.</exception>
    public async Task<byte[]> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (Refuse(name) is { } reason)
        {
            throw new PermanentFailureException(reason);
        }

        try
        {
            await using var stream = await store.OpenReadAsync(name, 0, cancellationToken);
            using var content = new MemoryStream();
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                content.Write(buffer, 0, read);
                if (content.Length > MaxBytes)
                {
                    throw new PermanentFailureException($"Photo '{name}' is larger than {MaxBytes} bytes.");
                }
            }

            return content.ToArray();
        }
        catch (ObjectNotFoundException e)
        {
            throw new PermanentFailureException($"There is no photo '{name}'.", e);
        }
    }

    /// <summary>Reads and decodes a photo.</summary>
    /// <exception cref="PermanentFailureException">It is missing, or no image.</exception>
    public async Task<SKBitmap> DecodeAsync(string name, CancellationToken cancellationToken) =>
        SKBitmap.Decode(await ReadAsync(name, cancellationToken)) ?? throw new PermanentFailureException($"'{name}' does not hold an image.");

    /// <summary>Encodes a bitmap as JPEG and writes it.</summary>
    public async Task<StoredPhoto> WriteAsync(string name, SKBitmap bitmap, CancellationToken cancellationToken)
    {
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, JpegQuality);
        await using var writer = await store.CreateAsync(name, transient: false, cancellationToken);
        await using var content = data.AsStream();
        await content.CopyToAsync(writer.Content, cancellationToken);
        await writer.CommitAsync(cancellationToken);
        return new StoredPhoto(name, bitmap.Width, bitmap.Height, data.Size);
    }
}
