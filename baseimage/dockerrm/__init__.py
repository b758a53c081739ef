"""What a resource package's Python scripts share with the command line utilities."""
