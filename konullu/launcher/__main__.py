from konullu.launcher.cli import main

main()
