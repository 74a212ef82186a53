# kk
