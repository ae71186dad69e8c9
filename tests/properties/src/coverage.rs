//! What histories reached.
