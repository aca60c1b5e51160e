"""The lab room: cords received, cultures grown and counted, banks and lots filled. Always true: a passage has its
parents from birth (I2), no cell leaves a culture twice, and every number is an integer or a decimal (I13)."""
