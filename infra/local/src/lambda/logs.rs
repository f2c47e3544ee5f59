//! What functions print: kept in memory, and in a file when the stack has a folder.

use std::collections::VecDeque;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};

use crate::error::Error;
use crate::usage::Meter;

/// Lines kept in memory for each function.
const KEPT: usize = 20_000;

/// The log of one function.
pub struct Log {
    function: String,
    lines: Mutex<VecDeque<String>>,
    file: Option<Mutex<File>>,
    meter: Meter,
}

impl Log {
    /// An empty log; `folder` is where its file goes.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn new(function: &str, folder: Option<&Path>, meter: Meter) -> Result<Self, Error> {
        let file = match folder {
            None => None,
            Some(folder) => {
                let path = folder.join(format!("{function}.log"));
                let opened = File::options().create(true).append(true).open(&path);
                let file = opened.map_err(|source| Error::Io { what: format!("open {}", path.display()), source })?;
                Some(Mutex::new(file))
            }
        };
        Ok(Self { function: function.to_owned(), lines: Mutex::default(), file, meter })
    }

    /// Adds a line of the function.
    pub fn push(&self, line: String) {
        self.meter.function(&self.function, |usage| {
            usage.log_lines += 1;
            usage.log_bytes += line.len() as u64 + 1;
        });
        self.note(line);
    }

    /// Adds a line of our own, which is not counted.
    pub fn note(&self, line: String) {
        if let Some(file) = &self.file {
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            // A full disk must not stop the function.
            let _ = writeln!(file, "{line}");
        }
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        if lines.len() == KEPT {
            lines.pop_front();
        }
        lines.push_back(line);
    }

    /// The kept lines, oldest first.
    pub fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// The last lines as one text, for an error message.
    pub fn tail(&self, count: usize) -> String {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let skip = lines.len().saturating_sub(count);
        lines.iter().skip(skip).cloned().collect::<Vec<_>>().join("\n")
    }

    /// Reads a pipe of the process to its end.
    pub async fn follow(&self, pipe: impl AsyncRead + Unpin) {
        let mut reader = BufReader::new(pipe);
        let mut line = Vec::new();
        loop {
            line.clear();
            match reader.read_until(b'\n', &mut line).await {
                Ok(0) | Err(_) => return,
                Ok(_) => self.push(String::from_utf8_lossy(&line).trim_end().to_owned()),
            }
        }
    }
}
