using Xunit.v3;

// Scenarios wait more than they work, so more of them run at once than there are cores.
[assembly: Parallelization(MaxThreads = 8)]
