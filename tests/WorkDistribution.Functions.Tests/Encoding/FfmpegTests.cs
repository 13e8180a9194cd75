using WorkDistribution.Functions.Encodings.Encoders;
using WorkDistribution.Functions.Encodings.Storage;

namespace WorkDistribution.Functions.Tests.Encodings;

public sealed class FfmpegTests
{
    [Fact]
    public void Split_cuts_at_key_frames_without_decoding()
    {
        Assert.Equal(
            "-nostdin -hide_banner -loglevel error -y -protocol_whitelist file -format_whitelist matroska,webm,mov,mp4,avi,mpegts,flv,ogg -i /in/film.mp4 -map 0:v:0 -map 0:a? -c copy -f segment -segment_time 2.5 -reset_timestamps 1 -segment_format matroska /tmp/%07d.mkv",
            string.Join(' ', FfmpegCommands.Split("/in/film.mp4", 2.5, "/tmp")));
    }

    [Fact]
    public void Quotes_in_names_are_escaped_for_the_list() => Assert.Equal(@"file '/tmp/it'\''s.mkv'", FfmpegCommands.ListLine("/tmp/it's.mkv"));

    [Fact]
    public void Probe_reads_frames_and_duration() => Assert.Equal(
        new VideoFacts(250, 10.01),
        ProbeReader.Read("""{"programs":[],"streams":[{"nb_read_packets":"250"}],"format":{"duration":"10.010000"}}"""));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"streams":[],"format":{"duration":"1"}}""")]
    [InlineData("""{"streams":[{}],"format":{"duration":"1"}}""")]
    [InlineData("""{"streams":[{"nb_read_packets":"N/A"}],"format":{"duration":"1"}}""")]
    [InlineData("""{"streams":[{"nb_read_packets":"5"}],"format":{}}""")]
    public void Probe_that_lacks_a_number_is_no_video(string json) => Assert.Null(ProbeReader.Read(json));
}
