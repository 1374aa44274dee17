"""The HTML page in steps: read what the graph says, choose and place what is drawn, render it with its assets.

Apart from `incidentgraph.export.html`, so that who writes Turtle does not wait for pyvis, networkx and igraph.
"""
