using WorkDistribution.Functions.Tests.Support;

namespace WorkDistribution.Functions.Tests.Encodings;

/// <summary>
/// Scripts in place of ffmpeg and ffprobe. A "video" is a text: each line is a frame of a tenth of a second, <c>-segment_time</c> counts
/// in those, encoding makes it upper case, and every command line is logged.
/// </summary>
internal static class FakeFfmpeg
{
    /// <summary>Writes the scripts into a folder for PATH.</summary>
    public static string Install(TempFolder folder)
    {
        WriteScript(folder, "ffmpeg", """
            #!/bin/sh
            set -e
            echo "ffmpeg $*" >> "$FAKE_LOG"
            for last; do :; done
            while [ $# -gt 1 ]; do
              case "$1" in
                -i) input=$2 ;;
                -f) format=$2 ;;
                -segment_time) seconds=$2 ;;
              esac
              shift
            done
            case "$format" in
              segment)
                split -l "$((seconds * 10))" -d -a 7 "$input" "$(dirname "$last")/"
                for piece in "$(dirname "$last")"/*; do mv "$piece" "$piece.mkv"; done ;;
              concat)
                sed "s/^file '\(.*\)'$/\1/" "$input" | xargs cat > "$last"
                if [ -n "$FAKE_LOSE_FRAME" ]; then sed -i '$d' "$last"; fi ;;
              *) tr a-z A-Z < "$input" > "$last" ;;
            esac
            """);
        WriteScript(folder, "ffprobe", """
            #!/bin/sh
            echo "ffprobe $*" >> "$FAKE_LOG"
            for last; do :; done
            frames=$(wc -l < "$last")
            echo "{\"streams\":[{\"nb_read_packets\":\"$frames\"}],\"format\":{\"duration\":\"$((frames / 10)).$((frames % 10))\"}}"
            """);
        return folder["tools"];
    }

    private static void WriteScript(TempFolder folder, string name, string script)
    {
        var path = folder.Write("tools/" + name, script.ReplaceLineEndings("\n") + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
