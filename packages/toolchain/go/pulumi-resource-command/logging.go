package main

// What the logging input may say.
const (
	logStdout          = "stdout"
	logStderr          = "stderr"
	logStdoutAndStderr = "stdoutAndStderr"
)

// shows tells whether a stream is shown while a command runs; both are unless the user chose
// otherwise, and neither for "none".
func (i Inputs) shows(stream string) bool {
	return i.Logging == nil || *i.Logging == stream || *i.Logging == logStdoutAndStderr
}
