"""Lists as offices keep them: .xlsx, .xls, .ods and text, read into typed cells.

Begin with `reading`. No tables and no rules of ours: what the columns mean is for
whoever asks.

What is done with the odd things: a hidden row or sheet is read and marked, and it is
for the caller to leave it out and to list it; a formula gives the value last saved,
marked; macros are never run, links never followed, the two are told; a value merged
downwards stands in each row it covers, marked, and one merged across only in the first
column.
"""
