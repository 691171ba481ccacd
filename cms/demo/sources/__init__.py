"""Sources of the demo city's PDFs and pictures, and the program that makes the files from them."""
