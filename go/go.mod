module defray

go 1.26
