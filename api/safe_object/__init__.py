"""Veilig voorwerp: a signal without words that is answered.

A ward moves its thing; who was agreed hears it, one after another, until somebody says "ik ga", has
seen the ward and writes down what was done. Putting the thing back never silences.
"""Veilig voorwerp (safe object): a thing that is moved when somebody needs another, without a word.

Moving any thing is play. What must not happen here: that play and a signal differ for who watches.
"""
