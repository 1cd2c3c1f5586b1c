package main

import (
	"bytes"
	"sync"
)

// synchronizedBuffer collects both streams in the order in which they were written; the two are
// copied by goroutines of their own.
type synchronizedBuffer struct {
	mutex  sync.Mutex
	buffer bytes.Buffer
}

func (b *synchronizedBuffer) Write(data []byte) (int, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.buffer.Write(data)
}

func (b *synchronizedBuffer) String() string {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.buffer.String()
}

// statusLines hands on every line as soon as it is complete.
type statusLines struct {
	show func(string)
	rest []byte
}

func (s *statusLines) Write(data []byte) (int, error) {
	s.rest = append(s.rest, data...)
	for {
		end := bytes.IndexByte(s.rest, '\n')
		if end < 0 {
			return len(data), nil
		}
		s.show(string(s.rest[:end]))
		s.rest = s.rest[end+1:]
	}
}

// close hands on a last line that no newline ended.
func (s *statusLines) close() {
	if len(s.rest) > 0 {
		s.show(string(s.rest))
	}
}
