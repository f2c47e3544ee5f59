//! Where the project lies, and what of it is on this machine only.

use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The project's folder.
pub struct Workspace {
    root: PathBuf,
    local: PathBuf,
}

impl Workspace {
    /// The folder given, or the nearest one above the current that holds the template. `state` is where this run keeps
    /// what it knows; `.harken` in the project's folder when not given.
    pub fn find(given: Option<PathBuf>, state: Option<PathBuf>) -> Result<Self, Failure> {
        let begin = match given {
            Some(folder) => folder,
            None => std::env::current_dir()?,
        };
        let found = begin.ancestors().find(|folder| folder.join("infra/template.yaml").is_file());
        let root = found
            .ok_or_else(|| Failure::new("no infra/template.yaml here or above; run this inside the project, or give --root"))?;
        let local = match state {
            Some(folder) => std::path::absolute(folder)?,
            None => root.join(".harken"),
        };
        Ok(Self { root: root.to_owned(), local })
    }

    /// The template.
    pub fn template(&self) -> PathBuf {
        self.root.join("infra/template.yaml")
    }

    /// Steps in other languages, to measure beside ours.
    pub fn beside(&self) -> PathBuf {
        self.root.join("tests/bench/beside")
    }

    /// What this machine keeps: state, logs, endpoints. Never committed.
    pub fn local(&self) -> PathBuf {
        self.local.clone()
    }

    /// Where the addresses of the running system are written.
    pub fn endpoints(&self) -> PathBuf {
        self.local().join("endpoints.json")
    }

    /// The id of the process that runs it.
    pub fn pid(&self) -> PathBuf {
        self.local().join("up.pid")
    }

    /// What a background run says.
    pub fn log(&self) -> PathBuf {
        self.local().join("up.log")
    }

    /// Left once the demo workspace is there.
    pub fn seeded(&self) -> PathBuf {
        self.local().join("seeded")
    }

    /// The console's built files, once there is one.
    pub fn console(&self) -> Option<PathBuf> {
        let built = self.root.join("web/console/dist");
        built.join("index.html").is_file().then_some(built)
    }

    /// The web messenger's built files, once there are some.
    pub fn messenger(&self) -> Option<PathBuf> {
        let built = self.root.join("web/messenger/dist");
        built.join("messenger.js").is_file().then_some(built)
    }

    /// The folder of the function binaries: beside this very program, unless said otherwise.
    pub fn binaries(&self, given: Option<&Path>) -> Result<PathBuf, Failure> {
        match given {
            Some(folder) => Ok(folder.to_owned()),
            None => {
                let own = std::env::current_exe()?;
                Ok(own.parent().map(Path::to_owned).unwrap_or_else(|| self.root.join("target/debug")))
            }
        }
    }

    /// The folder of public recordings, for the simulator's schema checks.
    pub fn shared(&self) -> Option<PathBuf> {
        std::env::var_os("HARKEN_SHARED")
            .map(PathBuf::from)
            .or_else(|| Some(self.root.parent()?.join("shared")))
            .filter(|folder| folder.is_dir())
    }
}
