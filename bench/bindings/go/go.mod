module defray-bench

go 1.26

require defray v0.0.0

replace defray => ../../../go
