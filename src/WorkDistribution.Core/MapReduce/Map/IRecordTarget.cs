namespace WorkDistribution.Core.MapReduce;

/// <summary>Takes records; implemented by structs that call a job.</summary>
internal interface IRecordTarget
{
    void OnRecord(in MapRecord record);
}
